package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.SafeText;

/** One metric with all its samples, as OpenMetrics writes it. */
final class MetricFamily {
    /** What OpenMetrics calls the type. */
    enum Sort {
        GAUGE("gauge", ""),
        COUNTER("counter", "_total"),
        INFO("info", "_info"),
        STATESET("stateset", "");

        private final String word;
        private final String suffix;

        Sort(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }
    }

    /** One number; whole, or a decimal fraction. */
    private record Sample(Map<String, String> labels, String value) {}

    private final String name;
    private final Sort sort;
    private final String help;
    private final List<Sample> samples = new ArrayList<>();

    MetricFamily(String name, Sort sort, String help) {
        this.name = name;
        this.sort = sort;
        this.help = help;
    }

    /**
     * Adds a sample.
     *
     * @param labels names and values, in turn
     */
    MetricFamily add(long value, String... labels) {
        return addText(Long.toString(value), labels);
    }

    MetricFamily add(boolean value, String... labels) {
        return add(value ? 1 : 0, labels);
    }

    /** In seconds since the epoch. */
    MetricFamily add(Instant value, String... labels) {
        return addText(seconds(value.toEpochMilli()), labels);
    }

    MetricFamily add(Duration value, String... labels) {
        return addText(seconds(value.toMillis()), labels);
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private MetricFamily addText(String value, String... labels) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            // Names come from strangers, and this may be read on a terminal.
            named.put(labels[i], SafeText.ofText(labels[i + 1]));
        }
        samples.add(new Sample(named, value));
        return this;
    }

    /** The unit is the last word of the name. */
    private String unit() {
        return name.endsWith("_seconds") ? "seconds" : "";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# TYPE " + name + " " + sort.word);
        if (!unit().isEmpty()) {
            lines.add("# UNIT " + name + " " + unit());
        }
        lines.add("# HELP " + name + " " + escaped(help));
        samples.forEach(sample -> lines.add(name + sort.suffix + braced(sample.labels()) + " " + sample.value()));
        return lines;
    }

    private static String braced(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        List<String> pairs = new ArrayList<>();
        labels.forEach((label, value) -> pairs.add(label + "=\"" + escaped(value) + "\""));
        return "{" + String.join(",", pairs) + "}";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("type", sort.word);
        json.addProperty("unit", unit());
        json.addProperty("help", help);
        JsonArray array = new JsonArray();
        for (Sample sample : samples) {
            JsonObject labels = new JsonObject();
            sample.labels().forEach(labels::addProperty);
            JsonObject one = new JsonObject();
            one.add("labels", labels);
            one.addProperty("value", new BigDecimal(sample.value()));
            array.add(one);
        }
        json.add("samples", array);
        return json;
    }
}
