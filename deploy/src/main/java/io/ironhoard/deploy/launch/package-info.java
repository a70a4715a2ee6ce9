/**
 * From options and settings to the command lines of the server's JVMs. The command's own thread; allocates freely.
 * Depends on {@code proto.config} and on the mains of both processes, by name.
 */
package io.ironhoard.deploy.launch;
