/**
 * What {@code up} leaves in an instance's data folder about itself, and how another command finds and recognises it.
 * The command's own thread; allocates freely. Depends on Jackson and on {@code proto}.
 */
package io.ironhoard.deploy.instance;
