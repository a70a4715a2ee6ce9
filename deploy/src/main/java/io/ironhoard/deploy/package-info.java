/**
 * The command line: its entry, its exit codes. One class for each command lives in {@code io.ironhoard.deploy.command}.
 *
 * <p>Runs on the main thread of a short-lived JVM and may allocate as it likes; the servers are JVMs of their own. The
 * only package that may depend on every module.
 */
package io.ironhoard.deploy;
