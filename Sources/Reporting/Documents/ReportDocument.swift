public import Diagnostics

/// A report ready to be written: what it says, without how it looks.
public struct ReportDocument: Sendable {
  /// Names it in file names and JSON.
  public var name: String
  /// What people read at its top.
  public var title: String
  /// What it is about: period, zone, data as of, digests. In order.
  public var facts: [Fact]
  /// Its parts in order.
  public var sections: [Section]
  /// Tables that belong to no part: those that only machines get.
  public var listings: [ReportTable]
  /// Who signs it: a block with room for name, date and signature for each, at the end of the page.
  public var signatures: [String] = []
  /// What they sign, above that block: on paper it may stand on a page of its own.
  public var signed: String?
  /// What was not as expected, such as a case that names a policy that does not exist.
  public var warnings: [Diagnostic]

  /// One fact of the header.
  public struct Fact: Sendable, Hashable {
    /// Names it in JSON.
    public var key: String
    /// What people read before it.
    public var label: String
    /// The fact.
    public var value: ReportValue

    /// A fact.
    public init(_ key: String, _ label: String, _ value: ReportValue) {
      self.key = key
      self.label = label
      self.value = value
    }
  }

  /// A part of a report: figures to be seen first, charts, and the tables that hold the same numbers.
  public struct Section: Sendable {
    /// Its anchor.
    public var id: String
    /// Its heading.
    public var title: String
    /// A sentence or two on how to read it.
    public var note: String?
    /// Figures to be seen first.
    public var cards: [Card] = []
    /// Charts; each shows numbers of a table of the same section.
    public var charts: [any Chart] = []
    /// Tables.
    public var tables: [ReportTable] = []

    /// A part without contents.
    public init(id: String, title: String, note: String? = nil) {
      self.id = id
      self.title = title
      self.note = note
    }
  }

  /// A figure to be seen first.
  public struct Card: Sendable, Hashable {
    /// What it is.
    public var title: String
    /// The figure.
    public var figure: ReportValue
    /// What it is made of.
    public var details: [String]
    /// How good it is: decides its colour, which never stands alone.
    public var tone: Tone

    /// How good a figure is.
    public enum Tone: String, Sendable {
      /// As it should be.
      case good
      /// Worth a look.
      case fair
      /// Not as it should be.
      case poor
      /// Neither.
      case neutral
    }

    /// A figure.
    public init(_ title: String, _ figure: ReportValue, details: [String], tone: Tone = .neutral) {
      self.title = title
      self.figure = figure
      self.details = details
      self.tone = tone
    }
  }

  /// A document.
  public init(name: String, title: String, facts: [Fact] = [], sections: [Section] = []) {
    self.name = name
    self.title = title
    self.facts = facts
    self.sections = sections
    listings = []
    warnings = []
  }

  /// The tables that machines get, those of the parts first.
  public var data: [ReportTable] { (sections.flatMap(\.tables) + listings).filter { $0.audience != .people } }
}

/// A picture of numbers. It draws itself as inline SVG with a text that says what it shows.
public protocol Chart: Sendable {
  /// The drawing.
  var html: HTML { get }
}
