package io.ironhoard.perf.wire;

/**
 * Walks over the fields of a protocol buffer message in an array:
 *
 * <pre>{@code
 *     reader.wrap(buffer, offset, length);
 *     while (reader.next()) {
 *         switch (reader.field()) {
 *             case 1 -> index = (int) reader.varint();
 *             case 2 -> head = reader.offset() …
 *         }
 *     }
 * }</pre>
 *
 * <p>Fields that nobody looks at are stepped over. Owned by one thread; allocates nothing but what is wrong with a message.
 */
final class ProtoReader {
    private static final int TYPE_BITS = 3;
    private static final int TYPE_MASK = 7;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int VARINT_BITS_MAX = 70;

    private byte[] buffer;
    private int at;
    private int end;
    private int field;
    private int type;
    private long value;
    private int offset;
    private int length;

    void wrap(final byte[] source, final int sourceOffset, final int sourceLength) {
        buffer = source;
        at = sourceOffset;
        end = sourceOffset + sourceLength;
    }

    /** Go to the next field; false at the end. */
    boolean next() throws WireException {
        if (at >= end) {
            return false;
        }
        final long tag = readVarint();
        field = (int) (tag >>> TYPE_BITS);
        type = (int) tag & TYPE_MASK;
        if (field == 0) {
            throw new WireException("a message has a field 0");
        }
        switch (type) {
            case VARINT -> value = readVarint();
            case DELIMITED -> {
                final long declared = readVarint();
                if (declared < 0 || declared > end - at) {
                    throw new WireException("field " + field + " is longer than its message");
                }
                skip((int) declared);
            }
            case FIXED64 -> skip(Long.BYTES);
            case FIXED32 -> skip(Integer.BYTES);
            default -> throw new WireException("field " + field + " is of the unknown type " + type);
        }
        return true;
    }

    /** The field's number; one of another type than the message's has is none of its fields. */
    int field() {
        return field;
    }

    /** Whether the field is a number. */
    boolean isVarint() {
        return type == VARINT;
    }

    /** Whether the field is bytes, text or a message. */
    boolean isDelimited() {
        return type == DELIMITED;
    }

    /** A number. */
    long varint() {
        return value;
    }

    /** Where bytes begin. */
    int offset() {
        return offset;
    }

    /** How many they are. */
    int length() {
        return length;
    }

    private void skip(final int count) throws WireException {
        if (count > end - at) {
            throw new WireException("field " + field + " is longer than its message");
        }
        offset = at;
        length = count;
        at += count;
    }

    private long readVarint() throws WireException {
        long result = 0;
        for (int shift = 0; shift < VARINT_BITS_MAX; shift += 7) {
            if (at >= end) {
                throw new WireException("a message ends within a number");
            }
            final byte next = buffer[at++];
            result |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw new WireException("a number is longer than 64 bits");
    }
}
