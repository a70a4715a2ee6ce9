/**
 * The media driver inside the dispatcher, and the locks that keep one dispatcher to an instance.
 *
 * <p>Runs on the launcher's thread at start and stop, and may allocate; the driver brings its own threads. Depends on
 * the configuration and on Aeron's driver.
 */
package io.ironhoard.dispatcher.driver;
