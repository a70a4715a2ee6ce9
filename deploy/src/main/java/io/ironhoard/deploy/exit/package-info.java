/**
 * How a command ends: its exit status, and the exception behind "wrong usage". Any thread. Depends on nothing.
 */
package io.ironhoard.deploy.exit;
