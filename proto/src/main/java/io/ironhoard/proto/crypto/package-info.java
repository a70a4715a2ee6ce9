/**
 * HMAC-SHA-256 (RFC 2104), HKDF (RFC 5869) and what they are used for: seat keys and the tags of moves.
 *
 * <p>Objects here are owned by one thread each and allocate nothing after construction where their Javadoc says so; each
 * fast form has a plain one in the tests beside it. Depends on the JDK, Agrona and the SBE layout of a move.
 */
package io.ironhoard.proto.crypto;
