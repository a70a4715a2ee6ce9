/** Races of what this package shares between threads. */
package io.ironhoard.arena.region;
