/**
 * What the dispatcher was told: its settings, and the one configuration that is concluded from them before anything
 * starts.
 *
 * <p>Runs on the launcher's thread and may allocate; the configuration is immutable and read by everyone. Depends on the
 * settings of {@code proto} and on what the operating system says of cores.
 */
package io.ironhoard.dispatcher.config;
