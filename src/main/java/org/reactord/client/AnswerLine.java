package org.reactord.client;

/**
 * One line of an answer, read by hand: the daemon writes {@code {"key":value}} or {@code {"key":value,"exit":0}}, and a
 * library for that would take longer to load than the daemon to answer.
 *
 * @param value the text of a string, or the JSON of anything else
 * @param exit of the last line
 */
record AnswerLine(Kind kind, String value, int exit) {
    /** What the key says. */
    enum Kind {
        TEXT,
        ERR,
        DATA,
        WAITING,
        REVISION,
        OK,
        ERROR,
        /** Of another version; skipped. */
        UNKNOWN
    }

    private static final String EXIT = ",\"exit\":";
    private static final AnswerLine NONSENSE = new AnswerLine(Kind.UNKNOWN, "", 0);

    static AnswerLine of(String line) {
        int key = line.startsWith("{\"") ? 2 : -1;
        int end = key < 0 ? -1 : line.indexOf("\":", key);
        if (end < 0 || !line.endsWith("}")) {
            return NONSENSE;
        }
        Kind kind = kind(line.substring(key, end));
        String rest = line.substring(end + 2, line.length() - 1);
        if (kind != Kind.OK && kind != Kind.ERROR) {
            return new AnswerLine(kind, text(rest), 0);
        }
        int exit = rest.lastIndexOf(EXIT);
        if (exit < 0) {
            return NONSENSE;
        }
        return new AnswerLine(kind, text(rest.substring(0, exit)), number(rest.substring(exit + EXIT.length())));
    }

    private static Kind kind(String key) {
        return switch (key) {
            case "text" -> Kind.TEXT;
            case "err" -> Kind.ERR;
            case "data" -> Kind.DATA;
            case "waiting" -> Kind.WAITING;
            case "revision" -> Kind.REVISION;
            case "ok" -> Kind.OK;
            case "error" -> Kind.ERROR;
            default -> Kind.UNKNOWN;
        };
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException nonsense) {
            return ExitCode.FAILED.code();
        }
    }

    /** What a JSON string says; other values as they are. */
    private static String text(String json) {
        if (json.length() < 2 || json.charAt(0) != '"' || json.charAt(json.length() - 1) != '"') {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length());
        int end = json.length() - 1;
        int i = 1;
        while (i < end) {
            int escape = json.indexOf('\\', i);
            if (escape < 0 || escape + 1 >= end) {
                text.append(json, i, end);
                i = end;
            } else if (escape > i) {
                text.append(json, i, escape);
                i = escape;
            } else if (json.charAt(i + 1) == 'u' && i + 5 < end) {
                text.append((char) hexadecimal(json, i + 2));
                i += 6;
            } else {
                text.append(unescaped(json.charAt(i + 1)));
                i += 2;
            }
        }
        return text.toString();
    }

    private static int hexadecimal(String json, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value * 16 + Math.max(0, Character.digit(json.charAt(i), 16));
        }
        return value;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }
}
