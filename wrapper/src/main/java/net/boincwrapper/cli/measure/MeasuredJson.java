package net.boincwrapper.cli.measure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What was measured, as JSON, for programs to read. Times are in seconds. */
public final class MeasuredJson {
  private MeasuredJson() {}

  public static JsonObject of(Measured measured) {
    JsonObject root = new JsonObject();
    root.addProperty("elapsedSeconds", measured.elapsed().toMillis() / 1000.0);
    root.addProperty("peakDiskBytes", measured.peaks().diskBytes());
    Reading peaks = measured.peaks();
    root.add("slot", entries(peaks.slot()));
    peaks.layer().ifPresent(size -> root.add("layer", entries(size)));
    peaks.scratch().ifPresent(size -> root.add("scratch", entries(size)));
    peaks.traffic().ifPresent(traffic -> root.add("diskTraffic", traffic(traffic)));
    measured.pace().ifPresent(pace -> root.addProperty("fractionPerHour", pace.fractionPerHour()));
    root.add("bounds", bounds(measured.bounds()));
    root.add("outputSizes", outputs(measured));
    return root;
  }

  private static JsonObject entries(TreeSize size) {
    JsonObject one = new JsonObject();
    one.addProperty("files", size.files());
    one.addProperty("inodes", size.inodes());
    return one;
  }

  private static JsonObject traffic(DiskTraffic traffic) {
    JsonObject one = new JsonObject();
    one.addProperty("readBytes", traffic.readBytes());
    one.addProperty("writtenBytes", traffic.writtenBytes());
    one.addProperty("readOperations", traffic.readOperations());
    one.addProperty("writeOperations", traffic.writeOperations());
    one.addProperty("complete", traffic.complete());
    return one;
  }

  private static JsonObject bounds(RunBounds bounds) {
    JsonObject one = new JsonObject();
    one.addProperty("elapsedSeconds", bounds.time().toMillis() / 1000.0);
    one.addProperty("fpops", bounds.fpopsBound());
    one.addProperty("flops", bounds.flops());
    one.addProperty("memoryBytes", bounds.memoryBytes());
    bounds.limit().ifPresent(limit -> one.addProperty("memoryLimitBytes", limit.bytes()));
    one.addProperty("diskBytes", bounds.diskBytes());
    return one;
  }

  private static JsonArray outputs(Measured measured) {
    JsonArray all = new JsonArray();
    for (OutputSize output : measured.outputs()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", output.name());
      one.addProperty("bytes", output.bytes());
      output.maxBytes().ifPresent(most -> one.addProperty("maxBytes", most));
      all.add(one);
    }
    return all;
  }
}
