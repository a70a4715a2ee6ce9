/**
 * Settings: one name in three spellings, a type with its limits, a default and a sentence each; resolved once at a
 * process' start from system properties, the environment, a profile file and defaults.
 *
 * <p>Runs on the launcher's thread before anything else starts, and may allocate. A resolved
 * {@link io.ironhoard.proto.config.Settings} is immutable and may be read from any thread, though nothing reads it on a
 * hot path: each process copies what it needs into its configuration. Depends on nothing.
 */
package io.ironhoard.proto.config;
