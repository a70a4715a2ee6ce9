/** Tests of settings, on the test's thread. */
package io.ironhoard.proto.config;
