package io.spoor.client;

import io.spoor.client.core.ClientEvent;
import io.spoor.protocol.Message;
import io.spoor.protocol.TraceContext;
import io.spoor.protocol.udp.FactListener;
import io.spoor.protocol.udp.TraceContexts;

/** Who follows the jobs of a {@link Spoor}: hears its facts and says under which trace context its messages leave. */
public interface ClientObserver extends FactListener<ClientEvent>, TraceContexts {
    /** Nobody: messages leave under the context that their job was submitted with. */
    ClientObserver NONE = new ClientObserver() {
        @Override
        public void on(ClientEvent fact, long nowNanos) {}

        @Override
        public TraceContext contextOf(Message message) {
            return message.trace();
        }
    };
}
