package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalInt;

/** What is answered to one request; rendered on the control thread. */
interface Answer {
    /** For a person, line by line. */
    List<String> text(Style style);

    /** The same for a program. */
    JsonObject json();

    /** The exit code of the client. */
    default int exit() {
        return 0;
    }

    /** What to ask with for the next answer, where one changes; empty where none does. */
    default OptionalInt revision() {
        return OptionalInt.empty();
    }

    /** Why there is no answer: the last line; empty if there is one. */
    default String failure() {
        return "";
    }

    /** What the client prints on stderr before the failure; only for text. */
    default List<String> complaints() {
        return List.of();
    }

    /** A request that cannot be answered. */
    record Failed(String reason, int exit) implements Answer {
        @Override
        public List<String> text(Style style) {
            return List.of();
        }

        @Override
        public JsonObject json() {
            return new JsonObject();
        }

        @Override
        public String failure() {
            return reason;
        }
    }

    /** The end of an answer of which all has been told. */
    record Told() implements Answer {
        @Override
        public List<String> text(Style style) {
            return List.of();
        }

        @Override
        public JsonObject json() {
            return new JsonObject();
        }
    }
}
