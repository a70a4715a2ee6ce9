/**
 * Result codes and end reasons: one enum each, each constant with its meaning. Read by every process; looked up by
 * number without allocation. Depends on nothing.
 */
package io.ironhoard.proto.code;
