package io.ironhoard.deploy.instance;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the command line. Thread-safe, and never configured after its making. */
public final class Json {
    /** Plain JSON of records, maps and lists. */
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
