/**
 * Starting, watching and stopping the server's processes as children. The supervisor's own thread takes every decision;
 * each child has two daemon threads that forward its lines, and an exit handler, and these only put events into the
 * supervisor's queue. Allocates freely. Depends on the JDK alone, so that it is tested with small programs in the
 * place of the server.
 */
package io.ironhoard.deploy.supervise;
