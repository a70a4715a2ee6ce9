package io.ironhoard.arena.code;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against what GNU as 2.40 makes of the same instructions, displacements of 32 bits. */
final class AssemblerTest {
    @Test
    void shouldEncodeAsTheGnuAssemblerDoes() {
        assertCode("f3440f6f9a40000000", as -> as.loadUnaligned(11, Assembler.RDX, 64));
        assertCode("f3410f7f9910000000", as -> as.storeUnaligned(Assembler.R9, 16, 3));
        assertCode("66450f6fc1", as -> as.move(8, 9));
        assertCode("660ffeca", as -> as.addWords(1, 2));
        assertCode("66440ffeba00010000", as -> as.addWords(15, Assembler.RDX, 256));
        assertCode("66440f70f80e", as -> as.shuffleWords(15, 0, 0x0E));
        assertCode("66440f38008200010000", as -> as.shuffleBytes(8, Assembler.RDX, 256));
        assertCode("66410f3a0fca04", as -> as.alignRight(1, 10, 4));
        assertCode("66440f3a0ed1f0", as -> as.blend(10, 1, 0xF0));
        assertCode("450f38cbd1", as -> as.sha256Rounds(10, 9));
        assertCode("450f38ccdc", as -> as.sha256Message1(11, 12));
        assertCode("0f38cdec", as -> as.sha256Message2(5, 4));
        assertCode("4c8b9720000000", as -> as.loadAddress(Assembler.R10, Assembler.RDI, 32));
        assertCode("4881c730000000", as -> as.addImmediate(Assembler.RDI, 48));
        assertCode("48ffce", as -> as.decrement(Assembler.RSI));
        assertCode("48ffce0f85f7ffffff", as -> {
            final int loop = as.here();
            as.decrement(Assembler.RSI);
            as.jumpIfNotZero(loop);
        });
        assertCode("410f188840000000", as -> as.prefetch(Assembler.R8, 64));
        assertCode("c3", Assembler::ret);
    }

    @Test
    void shouldRefuseABaseThatItCannotEncode() {
        final int stackPointer = 4;

        assertThatThrownBy(() -> new Assembler().loadAddress(Assembler.RAX, stackPointer, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertCode(final String expected, final Consumer<Assembler> instructions) {
        final Assembler assembler = new Assembler();
        instructions.accept(assembler);
        assertThat(HexFormat.of().formatHex(assembler.code())).isEqualTo(expected);
    }
}
