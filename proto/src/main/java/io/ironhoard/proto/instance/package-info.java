/**
 * Where an instance keeps what: the paths inside its data folder, its secrets, its folder in shared memory. Runs at
 * start only. Depends on nothing.
 */
package io.ironhoard.proto.instance;
