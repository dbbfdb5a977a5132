extension DiagnosticCode {
  static let deliveryCodes: [DiagnosticCode] = [
    .exportsLocked, .noSuchExport, .exportSettled, .exportUnconfirmed, .exportNotDeliverable, .exportCopyDamaged,
    .exportNotDelivered, .exportUnfinished, .exportNotCollected, .exportRowsNotOfOrders, .unknownDestination,
    .exportDestinationMissing, .exportPlaceTaken, .unknownPlaceholder, .placeholderOfOneFile,
    .exportCopyMissing, .exportManifestDiffers, .exportFolderLocked, .exportNeverStarted, .exportBesidePurge,
  ]

  /// Two deliveries at once.
  public static let exportsLocked = DiagnosticCode(
    "export/locked", "another run is delivering now", hint: "wait for it to end and run the same command again")
  /// An export of several files and another one in one folder at once.
  public static let exportFolderLocked = DiagnosticCode(
    "export/folder-locked", "another export is writing to the folder {path} now",
    hint: "wait for it to end and run the same command again, or choose another folder")
  /// A purge while an export was written.
  public static let exportBesidePurge = DiagnosticCode(
    "export/beside-purge", "batch {batch} removed persons for good while this export was written, which may hold them",
    hint: "nothing of it was kept; run the same command again")
  /// A confirmation of what was never sent.
  public static let exportNeverStarted = DiagnosticCode(
    "export/never-started",
    "{program} was never started for export {batch}: {destination} has nothing that could be confirmed",
    hint: "'daybook exports redeliver {batch}' sends it now, as the next delivery there does; 'daybook exports abandon "
      + "{batch}' takes it back")
  /// No export of that number.
  public static let noSuchExport = DiagnosticCode(
    "export/not-found", "batch {batch} is no export", hint: "'daybook exports list' shows all of them")
  /// Nothing is left to decide.
  public static let exportSettled = DiagnosticCode(
    "export/settled", "export {batch} is {state}: there is nothing to decide",
    hint: "'daybook exports list --unfinished' shows those that wait for a decision")
  /// A crash between name and record, and the file is gone.
  public static let exportUnconfirmed = DiagnosticCode(
    "export/unconfirmed", "nobody knows whether {destination} has {path} of export {batch}: its run died",
    hint: "ask there; then 'daybook exports confirm {batch}' if it has it, 'daybook exports redeliver {batch}' if not")
  /// Nothing to repeat.
  public static let exportNotDeliverable = DiagnosticCode(
    "export/not-deliverable", "export {batch} cannot be delivered again: it is {state}",
    hint: "only deliveries (--new and --changed) keep a copy; run the export anew")
  /// The copy in the archive is not what was written.
  public static let exportCopyDamaged = DiagnosticCode(
    "export/copy-damaged", "the copy {path} is not what export {batch} wrote",
    hint: "restore the archive from a backup, or abandon the export so that its orders are sent anew")
  /// The command failed.
  public static let exportNotDelivered = DiagnosticCode(
    "export/not-delivered", "export {batch} is complete, but {program}, which takes {what} to {destination}, {how}",
    hint: "the next delivery there tries again, 'daybook exports redeliver {batch}' does it now; 'daybook exports show "
      + "{batch}' has what it said")
  /// The place belongs to a delivery under way.
  public static let exportUnfinished = DiagnosticCode(
    "export/unfinished", "{path} belongs to export {batch} to {destination}, which is not finished",
    hint: "'daybook exports show {batch}' says why; choose another name meanwhile")
  /// A file waits to be collected.
  public static let exportNotCollected = DiagnosticCode(
    "export/not-collected", "{path} still waits to be collected by {destination} (export {batch})",
    hint: "choose another name, or leave --output out: each file then gets its own")
  /// Another file stands where a repeated delivery was.
  public static let exportPlaceTaken = DiagnosticCode(
    "export/place-taken", "{path}, which export {batch} wrote, is another file by now",
    hint: "move it away and deliver again")
  /// Rows that are no part of orders.
  public static let exportRowsNotOfOrders = DiagnosticCode(
    "export/rows-not-of-orders", "--{scope} goes by orders, but a row of this mapping is a {rows}",
    hint: "export it without --{scope}")
  /// A destination that the settings do not list.
  public static let unknownDestination = DiagnosticCode(
    "export/unknown-destination", "daybook.yaml lists no destination {destination}",
    hint: "the nearest is {nearest}; a misspelt one would be sent everything anew")
  /// Several destinations and none named.
  public static let exportDestinationMissing = DiagnosticCode(
    "export/no-destination", "daybook.yaml lists destinations, and none is named",
    hint: "say --destination with one of: {known}")
  /// Braces that stand for nothing.
  public static let unknownPlaceholder = DiagnosticCode(
    "config/unknown-placeholder", "{name} in braces stands for nothing here", hint: "these do: {known}")
  /// One file where the program takes all.
  public static let placeholderOfOneFile = DiagnosticCode(
    "config/placeholder-of-one-file",
    "{name} in braces is of one file, but the program is started once for all of them",
    hint: "leave it out, or put the word file in braces in place of files")
  /// The copy of a delivered file is not in the archive.
  public static let exportCopyMissing = DiagnosticCode(
    "export/copy-missing", "{path} is missing, the copy of {name}, which export {batch} delivered",
    hint: "restore the archive from a backup; without it the export cannot be delivered again")
  /// A manifest that is not of the files that were recorded.
  public static let exportManifestDiffers = DiagnosticCode(
    "export/manifest-differs", "the manifest {name} does not list the files that export {batch} recorded",
    hint: "the archive or the store was changed by hand: restore both from one backup")
}
