package io.ironhoard.dispatcher.rules.treasurehunt;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The layout as docs/TREASURE-HUNT.md describes it, step by step: all words first, then one treasure after the other. */
final class ReferenceLayout {
    private static final int BLOCKS = 200;
    private static final BigInteger WORDS = BigInteger.TWO.pow(32);

    private ReferenceLayout() {}

    /** Cells as x and y, in the order of the treasures' numbers. */
    static List<List<Integer>> draw(final long seed, final int width, final int height, final int treasures) {
        final BigInteger cells = BigInteger.valueOf(width).multiply(BigInteger.valueOf(height));
        final BigInteger bound = WORDS.divide(cells).multiply(cells);
        final List<List<Integer>> drawn = new ArrayList<>();
        for (final BigInteger word : words(seed)) {
            if (word.compareTo(bound) >= 0) {
                continue;
            }
            final BigInteger[] rowAndColumn = word.mod(cells).divideAndRemainder(BigInteger.valueOf(width));
            final List<Integer> cell = List.of(rowAndColumn[1].intValueExact(), rowAndColumn[0].intValueExact());
            if (!drawn.contains(cell)) {
                drawn.add(cell);
            }
            if (drawn.size() == treasures) {
                return drawn;
            }
        }
        throw new AssertionError("more words are needed");
    }

    private static List<BigInteger> words(final long seed) {
        final List<BigInteger> words = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            final ByteArrayOutputStream input = new ByteArrayOutputStream();
            input.writeBytes("IHHUNT".getBytes(StandardCharsets.US_ASCII));
            input.write(1);
            input.write(0);
            input.writeBytes(littleEndian(seed, Long.BYTES));
            input.writeBytes(littleEndian(block, Integer.BYTES));
            final byte[] hash = sha256(input.toByteArray());
            for (int i = 0; i < hash.length; i += 4) {
                words.add(new BigInteger(1, new byte[] {hash[i + 3], hash[i + 2], hash[i + 1], hash[i]}));
            }
        }
        return words;
    }

    private static byte[] littleEndian(final long value, final int length) {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        final byte[] taken = new byte[length];
        bytes.get(0, taken);
        return taken;
    }

    private static byte[] sha256(final byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
