/**
 * One class for each command: its options, the call that does the work, what it prints and what it ends with. Runs on the
 * main thread; allocates freely. Depends on the rooms that do the work, and on no other command.
 */
package io.ironhoard.deploy.command;
