package io.ironhoard.arena.region;

/**
 * What became of one wish.
 *
 * @param feature what.
 * @param asked whether it was wished for.
 * @param had whether the region has it.
 * @param reason how it was had, or why not; with the meaning of the errno where a call failed; empty where nothing is to be said.
 */
public record FeatureReport(RegionFeature feature, boolean asked, boolean had, String reason) {
    static FeatureReport notAsked(final RegionFeature feature) {
        return new FeatureReport(feature, false, false, "");
    }

    static FeatureReport had(final RegionFeature feature, final String how) {
        return new FeatureReport(feature, true, true, how);
    }

    static FeatureReport refused(final RegionFeature feature, final String why) {
        return new FeatureReport(feature, true, false, why);
    }

    /** For people, such as {@code locked: not had (ENOMEM)}. */
    public String describe() {
        final String answer = had ? "had" : asked ? "not had" : "not asked";
        return feature.text() + ": " + answer + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
