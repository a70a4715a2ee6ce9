/**
 * What a rule set says of itself, so that both processes agree on it: seats, options and the meaning of its codes.
 *
 * <p>The dispatcher announces the descriptors of its rule sets; a gateway validates and encodes a match's options with
 * them. {@link io.ironhoard.proto.rules.OptionsView} is read on a shard's thread and allocates nothing; the rest runs at
 * start or on lobby threads. Depends on Agrona only.
 */
package io.ironhoard.proto.rules;
