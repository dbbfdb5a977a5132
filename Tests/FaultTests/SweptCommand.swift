import Testing

/// A command that changes or produces something, and how to see whether it has happened. Scripts run in a workspace.
struct SweptCommand: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is done once beforehand.
  var preparation = ""
  let command: String
  /// Prints what the command changes: the same text for the same state.
  let state: String
  /// Prints what must be there in the end, however many attempts it took; nil: the state.
  var goal: String?
  /// Its exit code when it does its work.
  var done: Int32 = 0
  /// Its exit code when its work was done before.
  var again: Int32 = 0
  /// Whether it may fail when its work is done, because the last step of it is left for the next run.
  var mayFailOnceDone = false

  var testDescription: String { name }

  private static let orderState = """
    daybook batches list --json; daybook deleted list --json; daybook mapping preview all-columns --rows 300
    """

  private static let operationState = orderState + "; for n in 1 2 77; do daybook orders show A-$n --json; done"

  private static let costState = """
    daybook batches list --json; for n in 1 77 200; do daybook costs explain A-$n --json; done
    """

  /// Files as they are found: under their names, or complete beside them once the run that wrote them is recorded, in
  /// which case the next run gives them their names.
  private static let exportState = """
    runs=$(daybook batches list --kind export --json | grep -c '"batch":'); echo $runs
    for file in out.csv out.csv.manifest.json; do
      if [ $runs = 2 ] && [ -e $file.part ]; then sha256sum < $file.part; else sha256sum < $file; fi
    done
    """

  /// Where the delivery's files are, whatever their names are by now: of a run that is written down, complete beside their
  /// places.
  private static let deliveryState = """
    runs=$(daybook exports list --json | grep -c '"scope": "new"'); echo $runs
    for file in outbox/actual-costs-default-0001.csv outbox/actual-costs-default-0001.csv.manifest.json; do
      if [ $runs = 0 ]; then echo none; elif [ -e $file.part ]; then sha256sum < $file.part; else sha256sum < $file; fi
    done
    """

  /// A layout of four files for the shop's orders, and its files, however many of them have their names by now.
  static let parts = """
    printf 'kind: export\nrows: order\ncolumns: [{title: Order ID, field: order_id}, total]\nsplit: {every: 50}\n' \
      > mappings/parts.yaml
    """

  private static let splitState = """
    runs=$(daybook batches list --kind export --json | grep -c '"batch":'); echo $runs
    for file in out/parts-001.csv out/parts-002.csv out/parts-003.csv out/parts-004.csv out/parts.manifest.json; do
      if [ $runs = 2 ] && [ -e $file.part ]; then sha256sum < $file.part; else sha256sum < $file; fi
    done
    """

  /// The reply in the store, and its mail: under its name, or complete beside it once the reply is written down.
  private static let replyState = """
    runs=$(daybook batches list --json | grep -c '"batch":'); echo $runs; daybook cases show C-2022 --json
    mail=outbox/reply-00000003.eml
    if [ $runs = 2 ]; then echo none; elif [ -e $mail.part ]; then sha256sum < $mail.part; else sha256sum < $mail; fi
    """

  /// Two customers who placed orders, and a row that is none.
  private static let customers = """
    printf 'email,first_name,last_name,tags\\nb1@example.com,Ann,A,vip\\nB2@example.com,Ben,B,\\nnobody,,,\\n' > people.csv
    """

  private static let customerState = """
    daybook batches list --json; daybook customers list --json; for n in 1 2; do daybook orders show A-$n --json; done
    for n in 1 2; do daybook customers show b$n@example.com --json; done
    """

  private static let files = "ls -A | grep -v sqlite-"

  /// Every command of which a crash may leave nothing half done.
  static let all = [
    SweptCommand(
      name: "costs import", command: "daybook costs import costs.csv --accept-valid", state: costState,
      goal: costState + "; cat costs.csv.rejects.csv; ls -A archive; " + files, done: 3, again: 2),
    SweptCommand(
      name: "batches revert", preparation: "daybook costs import costs.csv --accept-valid || test $? = 3",
      command: "daybook batches revert 2", state: costState, again: 1),
    SweptCommand(
      name: "orders export", preparation: "daybook orders export --mapping all-columns -o out.csv",
      command: "daybook orders export --mapping actual-costs -o out.csv", state: exportState,
      goal: "sha256sum out.csv; grep -c $(sha256sum < out.csv | cut -c 1-64) out.csv.manifest.json; " + files,
      mayFailOnceDone: true),
    SweptCommand(
      name: "orders export of several files",
      preparation: parts
        + "\ndaybook orders export --mapping parts -o out && sed -i s/total/email/ mappings/parts.yaml",
      command: "daybook orders export --mapping parts -o out", state: splitState,
      goal:
        "sha256sum out/*.csv; for file in out/*.csv; do grep -c $(sha256sum < $file | cut -c 1-64) out/*.json; done; "
        + "ls -A out; " + files, mayFailOnceDone: true),
    SweptCommand(
      name: "orders export --new", command: "daybook orders export --mapping actual-costs --new",
      state: deliveryState,
      goal: "cat outbox/*.csv; ls -A outbox; daybook exports list --unfinished; cat outbox/*.json; " + files,
      mayFailOnceDone: true),
    SweptCommand(
      name: "costs import --inbox", preparation: "cp costs.csv inbox",
      // A copy of the workspace is new; the file must be old enough to be taken.
      command: "env DAYBOOK_NOW=2040-01-01T00:00:00Z daybook costs import --inbox inbox --accept-valid",
      state: costState,
      goal: costState + "; cat inbox/done/costs.csv.rejects.csv; ls -A inbox inbox/done inbox/rejected archive; "
        + files,
      done: 3, mayFailOnceDone: true),
    SweptCommand(name: "orders import", command: "daybook orders import later.csv", state: orderState),
    SweptCommand(
      name: "orders delete", preparation: "daybook costs import costs.csv --accept-valid || test $? = 3",
      command: "daybook orders delete A-1 A-77 A-200 --reason test", state: orderState),
    SweptCommand(
      name: "deleted undelete", preparation: "daybook orders delete A-1 A-77 A-200 --reason test",
      command: "daybook deleted undelete A-1 A-77 A-200", state: orderState),
    SweptCommand(
      name: "orders operate",
      preparation: "printf 'order_id,operation,value,reason\\nA-1,set stage,SD,\\nA-2,merchant note,hello,\\n"
        + "A-2,add tag,late,\\nA-77,delete,,twice\\nA-0,add tag,late,\\n' > work.csv",
      command: "daybook orders operate work.csv --accept-valid", state: operationState,
      goal: operationState + "; cat work.csv.rejects.csv; ls -A archive; " + files, done: 3, again: 2),
    SweptCommand(
      name: "batches revert of operations",
      preparation: "daybook orders operate --id-to A-3 --operation 'add tag' --value late",
      command: "daybook batches revert 2", state: operationState, again: 1),
    SweptCommand(
      name: "orders delete by what holds of them",
      preparation: "daybook costs import costs.csv --accept-valid || test $? = 3",
      command: "daybook orders delete --where 'total: {above: 1}' --reason test", state: orderState),
    SweptCommand(
      name: "deleted purge",
      preparation: "daybook orders delete A-1 A-77 A-200 --reason test && touch daybook.sqlite.before-8",
      command: "daybook deleted purge A-1 A-77 A-200 --early --yes",
      state: orderState + "; daybook deleted list --purged",
      // Whatever stopped it, the next one leaves neither copies nor traces: of the file only what is in it.
      goal: "daybook deleted list --purged; ls -A archive; stat -c %s daybook.sqlite; " + files, mayFailOnceDone: true),
    SweptCommand(
      name: "customers import", preparation: customers, command: "daybook customers import people.csv --accept-valid",
      state: customerState, goal: customerState + "; cat people.csv.rejects.csv; ls -A archive; " + files, done: 3,
      again: 3),
    SweptCommand(
      name: "customers merge", preparation: customers + "; daybook customers import people.csv --accept-valid; true",
      command: "daybook customers merge b1@example.com b2@example.com", state: customerState, again: 1),
    SweptCommand(
      name: "customers erase", preparation: customers + "; daybook customers import people.csv --accept-valid; true",
      command: "daybook customers erase b1@example.com --yes", state: customerState,
      // Whatever stopped it, the same command leaves neither copies nor traces, though nobody has the e-mail any more.
      goal: customerState + "; ls -A archive; stat -c %s daybook.sqlite; grep -c b1@example daybook.sqlite; " + files,
      again: 1, mayFailOnceDone: true),
    SweptCommand(
      name: "cases import", command: "daybook cases import $SAMPLES/cases.csv",
      state: "daybook batches list --json; daybook cases list --json; daybook cases list --keyword coupon --json"),
    SweptCommand(
      name: "cases reply", preparation: "daybook cases import $SAMPLES/cases.csv",
      command: "daybook cases reply C-2022 --body 'It left today.'", state: replyState,
      goal: "cat outbox/*.eml; ls -A outbox; daybook cases show C-2022 --json; " + files, again: 2,
      mayFailOnceDone: true),
  ]
}
