/// Texts in ASCII alone: letters with marks lose them, ligatures and typographic signs become what they stand for, as the
/// transform Latin-ASCII of Unicode's CLDR has it for the scripts of Europe. German `ä` becomes `a`, `ß` becomes `ss`.
package enum ASCIIText {
  /// Appends a text in UTF-8 with `?` for what has no ASCII form; without `transliterating` for everything beyond it.
  package static func append(_ utf8: [UInt8], transliterating: Bool, to bytes: inout [UInt8]) {
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else if transliterating, let text = forms[scalar] {
        bytes += text.utf8
      } else if transliterating, isMark(scalar) {
        continue
      } else {
        bytes.append(UInt8(ascii: "?"))
      }
    }
  }

  /// The ASCII form of a character; nil where it has none.
  package static func form(of scalar: Unicode.Scalar) -> String? { isMark(scalar) ? "" : forms[scalar] }

  /// Marks that stand behind a letter of their own, and signs without a width.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x300...0x36F).contains(scalar.value) || scalar.properties.isDefaultIgnorableCodePoint
  }

  private static let forms: [Unicode.Scalar: String] = {
    var forms: [Unicode.Scalar: String] = [:]
    for (ascii, letters) in table { for scalar in letters.unicodeScalars { forms[scalar] = ascii } }
    return forms
  }()

  private static let table: [(ascii: String, letters: String)] = [
    ("A", "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ"), ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặª"), ("AE", "ÆǼ"), ("ae", "æǽ"),
    ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"), ("D", "ĎĐÐ"), ("d", "ďđð"), ("E", "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("G", "ĜĞĠĢǦ"), ("g", "ĝğġģǧ"), ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİỈỊǏ"), ("i", "ìíîïĩīĭįıỉịǐ"),
    ("IJ", "Ĳ"), ("ij", "ĳ"), ("J", "Ĵ"), ("j", "ĵ"), ("K", "Ķ"), ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"),
    ("N", "ÑŃŅŇŊ"), ("n", "ñńņňŉŋ"), ("O", "ÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢǾ"), ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợǿº"),
    ("OE", "Œ"), ("oe", "œ"), ("R", "ŔŖŘ"), ("r", "ŕŗř"), ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșſ"), ("ss", "ß"), ("SS", "ẞ"),
    ("T", "ŢŤŦȚ"), ("t", "ţťŧț"), ("TH", "Þ"), ("th", "þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ"),
    ("u", "ùúûüũūŭůűųưǔụủứừửữự"), ("W", "ŴẀẂẄ"), ("w", "ŵẁẃẅ"), ("Y", "ÝŶŸỲỴỶỸ"), ("y", "ýÿŷỳỵỷỹ"),
    ("Z", "ŹŻŽ"), ("z", "źżž"), ("'", "‘’‚‛′´ʼ"), ("\"", "“”„‟″«»"), ("<", "‹"), (">", "›"), ("-", "‐‑‒–—―−"),
    ("...", "…"), (" ", "\u{A0}\u{2002}\u{2003}\u{2009}\u{202F}"), ("*", "•×"), (".", "·"), ("EUR", "€"), ("GBP", "£"),
    ("(C)", "©"), ("(R)", "®"), ("TM", "™"), ("1/2", "½"), ("1/4", "¼"), ("3/4", "¾"), ("2", "²"), ("3", "³"),
    ("1", "¹"), ("+-", "±"), ("/", "÷⁄"), ("!", "¡"), ("u", "µ"),
  ]
}
