package org.reactord.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.reactord.control.Json;
import org.reactord.doctor.Finding;

/** What {@code doctor --json} prints. */
final class DoctorJson {
    private DoctorJson() {}

    static JsonObject of(List<Finding> findings) {
        JsonObject answer = Json.answer();
        answer.addProperty("fine", findings.stream().allMatch(one -> one.state() == Finding.State.OK));
        JsonArray checks = new JsonArray();
        findings.forEach(one -> checks.add(of(one)));
        answer.add("checks", checks);
        return answer;
    }

    private static JsonObject of(Finding finding) {
        JsonObject check = new JsonObject();
        check.addProperty("name", finding.name());
        check.addProperty("state", finding.state().word());
        check.addProperty("detail", finding.detail());
        check.add("advice", finding.advice().isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(finding.advice()));
        return check;
    }
}
