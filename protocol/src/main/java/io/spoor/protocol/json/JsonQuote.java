package io.spoor.protocol.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Text as a JSON string. */
public final class JsonQuote {
    private JsonQuote() {}

    /** The text in quotes, with escapes where JSON wants them. */
    public static String of(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
