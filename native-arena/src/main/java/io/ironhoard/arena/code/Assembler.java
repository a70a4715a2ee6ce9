package io.ironhoard.arena.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes the few instructions of x86-64 that short functions of this project are made of (Intel 64 and IA-32 Architectures Software
 * Developer's Manual, volume 2). Vector registers are numbered from 0 to 15, and so are the general ones, in the order of
 * their encoding: {@link #RAX} is 0. Vector operands in memory lie at multiples of 16, unless the instruction's name says
 * otherwise. Used by one thread, at start.
 */
public final class Assembler {
    /** A general register. */
    public static final int RAX = 0;
    /** A general register. */
    public static final int RCX = 1;
    /** A general register. */
    public static final int RDX = 2;
    /** A general register. */
    public static final int RSI = 6;
    /** A general register. */
    public static final int RDI = 7;
    /** A general register. */
    public static final int R8 = 8;
    /** A general register. */
    public static final int R9 = 9;
    /** A general register. */
    public static final int R10 = 10;
    /** A general register. */
    public static final int R11 = 11;

    private static final int LENGTH_MAX = 8 * 1024;
    private static final int NO_PREFIX = 0;
    private static final int OPERAND_SIZE = 0x66;
    private static final int REPEAT = 0xF3;
    private static final int ESCAPE = 0x0F;
    private static final int ESCAPE_38 = 0x0F38;
    private static final int ESCAPE_3A = 0x0F3A;
    private static final int REX = 0x40;
    private static final int REX_WIDE = 0x08;
    private static final int MODE_DISPLACEMENT = 0x80;
    private static final int MODE_REGISTER = 0xC0;
    private static final int LOW_BITS = 7;
    private static final int NEEDS_INDEX = 4;

    private final ByteBuffer out = ByteBuffer.allocate(LENGTH_MAX).order(ByteOrder.LITTLE_ENDIAN);

    /** What was encoded. */
    public byte[] code() {
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Where the next instruction begins, for {@link #jumpIfNotZero}. */
    public int here() {
        return out.position();
    }

    /** Load 128 bits, at any alignment. */
    public void loadUnaligned(final int to, final int base, final int displacement) {
        memory(REPEAT, ESCAPE, 0x6F, to, base, displacement);
    }

    /** Store 128 bits, at any alignment. */
    public void storeUnaligned(final int base, final int displacement, final int from) {
        memory(REPEAT, ESCAPE, 0x7F, from, base, displacement);
    }

    /** Copy a vector register. */
    public void move(final int to, final int from) {
        registers(OPERAND_SIZE, ESCAPE, 0x6F, to, from);
    }

    /** Add four words to four. */
    public void addWords(final int to, final int from) {
        registers(OPERAND_SIZE, ESCAPE, 0xFE, to, from);
    }

    /** Add four words of memory to four. */
    public void addWords(final int to, final int base, final int displacement) {
        memory(OPERAND_SIZE, ESCAPE, 0xFE, to, base, displacement);
    }

    /** Take four words in another order, two bits each from the lowest. */
    public void shuffleWords(final int to, final int from, final int order) {
        registers(OPERAND_SIZE, ESCAPE, 0x70, to, from);
        out.put((byte) order);
    }

    /** Put the bytes into the order that memory tells. */
    public void shuffleBytes(final int to, final int base, final int displacement) {
        memory(OPERAND_SIZE, ESCAPE_38, 0x00, to, base, displacement);
    }

    /** Shift two vectors right together, by so many bytes, and keep the lower. */
    public void alignRight(final int to, final int from, final int bytes) {
        registers(OPERAND_SIZE, ESCAPE_3A, 0x0F, to, from);
        out.put((byte) bytes);
    }

    /** Take the 16-bit words whose bits are set from the other. */
    public void blend(final int to, final int from, final int mask) {
        registers(OPERAND_SIZE, ESCAPE_3A, 0x0E, to, from);
        out.put((byte) mask);
    }

    /** Two rounds, whose words and constants are in vector register 0. */
    public void sha256Rounds(final int to, final int from) {
        registers(NO_PREFIX, ESCAPE_38, 0xCB, to, from);
    }

    /** The first half of four words of the message schedule. */
    public void sha256Message1(final int to, final int from) {
        registers(NO_PREFIX, ESCAPE_38, 0xCC, to, from);
    }

    /** The second half of four words of the message schedule. */
    public void sha256Message2(final int to, final int from) {
        registers(NO_PREFIX, ESCAPE_38, 0xCD, to, from);
    }

    /** Load 64 bits into a general register. */
    public void loadAddress(final int to, final int base, final int displacement) {
        out.put((byte) (REX | REX_WIDE | extension(to, base))).put((byte) 0x8B);
        operand(to, base, displacement);
    }

    /** Add a number to a general register. */
    public void addImmediate(final int to, final int number) {
        out.put((byte) (REX | REX_WIDE | to >> 3)).put((byte) 0x81).put((byte) (MODE_REGISTER | to & LOW_BITS));
        out.putInt(number);
    }

    /** Subtract one from a general register. */
    public void decrement(final int register) {
        out.put((byte) (REX | REX_WIDE | register >> 3)).put((byte) 0xFF);
        out.put((byte) (MODE_REGISTER | 1 << 3 | register & LOW_BITS));
    }

    /** Go on at a place that {@link #here} told, unless the last result was zero. */
    public void jumpIfNotZero(final int target) {
        out.put((byte) ESCAPE).put((byte) 0x85);
        out.putInt(target - out.position() - Integer.BYTES);
    }

    /** Bring the line of an address into the first cache; waits for nothing. */
    public void prefetch(final int base, final int displacement) {
        out.put((byte) (REX | base >> 3)).put((byte) ESCAPE).put((byte) 0x18);
        operand(1, base, displacement);
    }

    /** Return to the caller. */
    public void ret() {
        out.put((byte) 0xC3);
    }

    private void registers(final int prefix, final int escape, final int opcode, final int to, final int from) {
        opcode(prefix, escape, opcode, to, from);
        out.put((byte) (MODE_REGISTER | (to & LOW_BITS) << 3 | from & LOW_BITS));
    }

    private void memory(
            final int prefix,
            final int escape,
            final int opcode,
            final int register,
            final int base,
            final int displacement) {
        opcode(prefix, escape, opcode, register, base);
        operand(register, base, displacement);
    }

    private void opcode(final int prefix, final int escape, final int opcode, final int register, final int base) {
        if (prefix != NO_PREFIX) {
            out.put((byte) prefix);
        }
        final int extension = extension(register, base);
        if (extension != 0) {
            out.put((byte) (REX | extension));
        }
        if (escape > 0xFF) {
            out.put((byte) (escape >> Byte.SIZE));
        }
        out.put((byte) escape).put((byte) opcode);
    }

    /** The fourth bit of both register numbers. */
    private static int extension(final int register, final int base) {
        return register >> 3 << 2 | base >> 3;
    }

    /** A base whose lower bits are 4 would need another byte; none of those above has them. */
    private void operand(final int register, final int base, final int displacement) {
        if ((base & LOW_BITS) == NEEDS_INDEX) {
            throw new IllegalArgumentException("register " + base + " as a base is not encoded here");
        }
        out.put((byte) (MODE_DISPLACEMENT | (register & LOW_BITS) << 3 | base & LOW_BITS));
        out.putInt(displacement);
    }
}
