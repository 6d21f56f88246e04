package io.spoor.dispatcher.core;

import io.spoor.protocol.node.Backoff;

/**
 * What the core is told by the configuration; {@code DispatcherConfig} documents each value for operators.
 *
 * @param heartbeatNanos interval at which calculators send heartbeats
 * @param suspectNanos silence after which a calculator gets no new work
 * @param deadNanos silence after which a calculator is DEAD and its attempts are retried; above {@code suspectNanos}
 * @param forgetNanos silence after which a DEAD calculator is forgotten; above {@code deadNanos}
 * @param calculatorsMax most calculators that are known at a time
 * @param leaseNanos how long an attempt may go without a sign of it
 * @param attempts attempts of a job that does not say how many it wants
 * @param retryBackoff wait before the next attempt
 * @param retryBudgetRatio retries earned by each first attempt; a spent budget delays retries, never denies them
 * @param retryBudgetMax most retries saved up, and the budget to start with
 * @param assignResend waits between two askings of the same attempt, until the calculator has answered
 * @param acceptedDelayNanos how long {@code accepted} waits for a quick answer to overtake it
 * @param queueMax most jobs that wait (for a slot, a backoff, an adoption or a confirmation)
 * @param jobsPerClientMax most open jobs of one client
 * @param replyCacheBytes size of the memory for outcomes already given
 * @param retryAfterNanos what a refused client is told to wait at least
 * @param adoptionNanos from the start of this life: how long jobs that were asked before wait to be adopted
 * @param notFoundAfterNanos how long a job waits for a calculator that offers its function, while others live
 */
public record DispatcherSettings(
        long heartbeatNanos,
        long suspectNanos,
        long deadNanos,
        long forgetNanos,
        int calculatorsMax,
        long leaseNanos,
        int attempts,
        Backoff retryBackoff,
        double retryBudgetRatio,
        int retryBudgetMax,
        Backoff assignResend,
        long acceptedDelayNanos,
        int queueMax,
        int jobsPerClientMax,
        long replyCacheBytes,
        long retryAfterNanos,
        long adoptionNanos,
        long notFoundAfterNanos) {}
