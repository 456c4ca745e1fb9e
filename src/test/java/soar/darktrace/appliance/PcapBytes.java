package soar.darktrace.appliance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** The bytes of a capture file. */
final class PcapBytes {

    private static final String HEADER = "d4c3b2a1" + "02000400" + "00000000" + "00000000" + "ffff0000" + "01000000";

    /** An Ethernet frame with an IPv4 UDP datagram of documentation addresses. */
    private static final String FRAME = "00005e005301" + "00005e005302" + "0800" + "45000020" + "00000000" + "40110000"
            + "c0000201" + "c6336407" + "c001" + "0035" + "000c" + "0000" + "00000000";

    private PcapBytes() {}

    /** The whole of a file in which nothing was captured. */
    static byte[] header() {
        return HexFormat.of().parseHex(HEADER);
    }

    static byte[] packet(long second, int micros) {
        byte[] frame = HexFormat.of().parseHex(FRAME);
        return ByteBuffer.allocate(16 + frame.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) second)
                .putInt(micros)
                .putInt(frame.length)
                .putInt(frame.length)
                .put(frame)
                .array();
    }
}
