package io.spoor.client.trace;

/** A job whose trace breaks a rule, and how. */
public record Finding(String jobId, Rule rule, String what) {}
