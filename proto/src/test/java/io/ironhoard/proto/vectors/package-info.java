/**
 * The test vectors of {@code io/ironhoard/proto/vectors.json}, made twice: by the classes that the server runs, and by
 * a plain, slow reading of {@code docs/CLIENTS.md} and {@code docs/RECORDS.md}.
 */
package io.ironhoard.proto.vectors;
