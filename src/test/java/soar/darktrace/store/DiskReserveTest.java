package soar.darktrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;
import soar.darktrace.TestDatabase;
import soar.darktrace.incident.StoredIncidents;

class DiskReserveTest {

    private static final DataSize MORE_THAN_THERE_IS = DataSize.ofTerabytes(1_000_000);

    @ParameterizedTest
    @EnumSource
    void aReserveThatIsThereIsNoFailure(TestDatabase kind) {
        assertThat(reserve(kind, DataSize.ofBytes(1)).failure()).isNull();
    }

    @Test
    void aDiskWithLessThanTheReserveIsAFailureThatSaysWhatToDo() {
        assertThatThrownBy(
                        () -> reserve(TestDatabase.H2_FILE, MORE_THAN_THERE_IS).check())
                .isInstanceOf(StoreException.class)
                .hasMessageMatching(
                        "The disk of the store is nearly full: \\d+ MB are free, and fetching goes on with \\d+ MB"
                                + " \\(connector.disk-reserve\\). Make room. Nothing is lost.");
    }

    @Test
    void theDiskOfADatabaseElsewhereIsNotOurs() {
        assertThat(reserve(TestDatabase.POSTGRESQL, MORE_THAN_THERE_IS).failure())
                .isNull();
    }

    @Test
    void aDatabaseInMemoryHasNoDisk() {
        try (HikariDataSource inMemory = new HikariDataSource()) {
            inMemory.setJdbcUrl("jdbc:h2:mem:no-disk");

            assertThat(DiskReserve.of(StoredIncidents.database(inMemory), MORE_THAN_THERE_IS)
                            .failure())
                    .isNull();
        }
    }

    private static DiskReserve reserve(TestDatabase kind, DataSize size) {
        try (HikariDataSource database = kind.create()) {
            return DiskReserve.of(StoredIncidents.database(database), size);
        }
    }
}
