public import ArgumentParser
public import Store

// Words of the domain that options take as they are. The conformances are public because both sides are.

extension BatchKind: ExpressibleByArgument {}
