package web

// showHelp explains what the pages are for and what the words mean.
func (s *site) showHelp(c *call) error { return c.show("help", nil) }
