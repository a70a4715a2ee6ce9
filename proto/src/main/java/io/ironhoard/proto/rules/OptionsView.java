package io.ironhoard.proto.rules;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Flyweight over the encoded options of a match, read by position in the rule set's list of options.
 *
 * <pre>
 *   options in the descriptor's order, without padding
 *   Integer   | value, int64 little-endian            |
 *   Text      | length, uint16 | ASCII bytes ...      |
 * </pre>
 *
 * <p>Encoded by {@link OptionsCodec}, which also checks them; a view trusts its bytes but reads within them only.
 * Single-threaded; allocates nothing after construction.
 */
public final class OptionsView {
    private final boolean[] isText;
    private final long[] min;
    private final long[] max;
    private DirectBuffer buffer;
    private int offset;

    /**
     * @param descriptor the rule set whose options will be read.
     */
    public OptionsView(final RuleSetDescriptor descriptor) {
        final int count = descriptor.options().size();
        isText = new boolean[count];
        min = new long[count];
        max = new long[count];
        for (int i = 0; i < count; i++) {
            switch (descriptor.options().get(i)) {
                case OptionDescriptor.Integer integer -> {
                    min[i] = integer.min();
                    max[i] = integer.max();
                }
                case OptionDescriptor.Text text -> {
                    isText[i] = true;
                    max[i] = text.lengthMax();
                }
            }
        }
    }

    /**
     * Whether bytes are options of this rule set: every option is there, within its limits, and nothing else.
     *
     * @param source the bytes.
     * @param sourceOffset where the first option begins.
     * @param length how many bytes there are.
     * @return whether {@link #wrap} may look at them.
     */
    public boolean isValid(final DirectBuffer source, final int sourceOffset, final int length) {
        final int end = sourceOffset + length;
        int at = sourceOffset;
        for (int i = 0; i < isText.length; i++) {
            if (end - at < (isText[i] ? Short.BYTES : Long.BYTES)) {
                return false;
            }
            final long value = isText[i]
                    ? source.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF
                    : source.getLong(at, ByteOrder.LITTLE_ENDIAN);
            if (value < min[i] || value > max[i]) {
                return false;
            }
            at += isText[i] ? Short.BYTES + (int) value : Long.BYTES;
        }
        return at == end;
    }

    /**
     * Look at encoded options.
     *
     * @param source the bytes.
     * @param sourceOffset where the first option begins.
     * @return this.
     */
    public OptionsView wrap(final DirectBuffer source, final int sourceOffset) {
        buffer = source;
        offset = sourceOffset;
        return this;
    }

    /**
     * @param index the position of an {@link OptionDescriptor.Integer} in the descriptor's list.
     * @return its value.
     */
    public long integer(final int index) {
        return buffer.getLong(offsetOf(index), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param index the position of an {@link OptionDescriptor.Text} in the descriptor's list.
     * @return its length in bytes.
     */
    public int textLength(final int index) {
        return buffer.getShort(offsetOf(index), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * @param index the position of an {@link OptionDescriptor.Text} in the descriptor's list.
     * @param position which byte of it, from 0.
     * @return that byte.
     */
    public byte textByte(final int index, final int position) {
        final int start = offsetOf(index);
        final int length = buffer.getShort(start, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (position < 0 || position >= length) {
            throw new IndexOutOfBoundsException(position);
        }
        return buffer.getByte(start + Short.BYTES + position);
    }

    private int offsetOf(final int index) {
        int at = offset;
        for (int i = 0; i < index; i++) {
            at += isText[i]
                    ? Short.BYTES + (buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF)
                    : Long.BYTES;
        }
        return at;
    }
}
