package io.ironhoard.matchmaking.gateway.link;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GatewayIdClaimTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRefuseAnIdThatIsInUseAndNameTheSetting() {
        final GatewayIdClaim first = GatewayIdClaim.acquire(folder, 3);
        final GatewayIdClaim other = GatewayIdClaim.acquire(folder, 4);

        assertThatThrownBy(() -> GatewayIdClaim.acquire(folder, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway id 3 is in use")
                .hasMessageContaining("ironhoard.gateway.id");

        first.close();
        other.close();
    }

    @Test
    void shouldGiveTheIdFreeWhenItIsClosed() {
        GatewayIdClaim.acquire(folder, 3).close();

        GatewayIdClaim.acquire(folder, 3).close();
    }
}
