package org.reactord.doctor;

import java.util.ArrayList;
import java.util.List;
import org.reactord.doctor.Finding.State;

/** Takes down what one check finds. */
final class Findings {
    private final String name;
    private final List<Finding> list = new ArrayList<>();

    Findings(String name) {
        this.name = name;
    }

    void ok(String detail) {
        list.add(new Finding(name, State.OK, detail, ""));
    }

    void warn(String detail, String advice) {
        list.add(new Finding(name, State.WARN, detail, advice));
    }

    void fail(String detail, String advice) {
        list.add(new Finding(name, State.FAIL, detail, advice));
    }

    void add(Finding finding) {
        list.add(finding);
    }

    /** True as long as nothing needs a person. */
    boolean allWell() {
        return list.stream().allMatch(one -> one.state() == State.OK);
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
