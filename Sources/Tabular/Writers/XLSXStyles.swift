/// The cell formats of the workbooks that are written, and the part of the file that lists them.
enum XLSXStyles {
  /// The position of a format in the list.
  static let heading = 1
  static let identifier = 2
  static let date = 8
  static let dateTime = 9
  static let dateTimeWithMilliseconds = 10
  static let time = 11
  static let share = 12

  /// The format of an amount with so many decimals.
  static func amount(places: Int) -> Int { 3 + places }

  static func style(_ form: ExcelDate.Form) -> Int {
    switch form {
    case .date: date
    case .dateTime: dateTime
    case .dateTimeWithMilliseconds: dateTimeWithMilliseconds
    case .time: time
    }
  }

  /// `xl/styles.xml`. Formats below 164 are Excel's own; the order of `cellXfs` is that of the positions above.
  static let part = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
    <numFmts count="6"><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="0.000"/>\
    <numFmt numFmtId="166" formatCode="0.0000"/><numFmt numFmtId="167" formatCode="yyyy\\-mm\\-dd"/>\
    <numFmt numFmtId="168" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>\
    <numFmt numFmtId="169" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>\
    <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
    <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
    <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
    <cellXfs count="13"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
    \([49, 1, 164, 2, 165, 166, 167, 168, 169, 21, 10].map(format).joined())\
    </cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>

    """

  private static func format(_ number: Int) -> String {
    "<xf numFmtId=\"\(number)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  }
}
