package soar.darktrace.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Whether a caller takes its answer, however slowly: by what Netty still holds to write. */
final class AnswerProgress {

    private int part;
    private long taken;

    /** Whether anything was taken since the last call: another part of the answer is the first, or less of it is left. */
    boolean hasMoved(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        int first = waiting == null ? 0 : System.identityHashCode(waiting.current());
        long progress = waiting == null ? 0 : waiting.currentProgress();
        boolean hasMoved = first != part || progress != taken;
        part = first;
        taken = progress;
        return hasMoved;
    }
}
