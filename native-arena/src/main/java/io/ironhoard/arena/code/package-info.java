/**
 * Short functions of machine code that are made at start, for what the processor can do and Java cannot say: {@link
 * io.ironhoard.arena.code.Assembler} encodes them, {@link io.ironhoard.arena.code.MachineCode} makes them callable. Whoever uses one
 * has another way where the host or the processor does not allow it. Depends on {@code os}.
 */
package io.ironhoard.arena.code;
