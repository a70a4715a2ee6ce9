package io.ironhoard.arena.code;

import io.ironhoard.arena.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

final class MachineCodeTest {
    @Test
    void shouldMakeAFunctionOfItsCode() throws Throwable {
        assumeTrue(MachineCode.isX86(), "this processor is no x86-64");
        final Assembler assembler = new Assembler();
        assembler.loadAddress(Assembler.RAX, Assembler.RDI, Long.BYTES);
        assembler.addImmediate(Assembler.RAX, 2);
        assembler.ret();
        final MethodHandle function = MachineCode.function(
                assembler.code(), FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))
                .orElse(null);
        assumeTrue(function != null, "this host lets nobody make code");
        try (Arena arena = Arena.ofConfined()) {
            final long at = arena.allocate(2 * Long.BYTES, Long.BYTES).address();
            Memory.putLong(at + Long.BYTES, 738);

            assertThat((long) function.invokeExact(at)).isEqualTo(740);
        }
    }

    @Test
    void shouldSendForLinesAndLeaveThemAsTheyAre() {
        final LinePrefetch lines = new LinePrefetch();
        try (Arena arena = Arena.ofConfined()) {
            final long at = arena.allocate(1024, 64).address();
            Memory.fill(at, 1024, (byte) 7);

            lines.bring(at, at + 64, at + 128, at + 256, at + 512);

            for (int i = 0; i < 1024; i++) {
                assertThat(Memory.getByte(at + i)).isEqualTo((byte) 7);
            }
        }
    }
}
