/**
 * What gateways and shards must agree on beside the SBE schema: stream numbers, reserved values and the encoding of
 * rule set descriptors. Constants, and code that runs at start only. Depends on Agrona and the generated codecs.
 */
package io.ironhoard.proto.ipc;
