// DaybookCommands
