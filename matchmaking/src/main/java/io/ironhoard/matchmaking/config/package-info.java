/**
 * The process' settings, resolved once and checked as a whole. Runs on the launcher's thread before anything else is
 * there, and may allocate. Knows the limit records of the packages that it configures, and nothing of their work.
 */
package io.ironhoard.matchmaking.config;
