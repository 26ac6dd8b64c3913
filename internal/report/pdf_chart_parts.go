package report

// cut takes from a chart what fits into a height, without tearing a box or a label; lines are cut through.
func (c chart) cut(high float64) (upper, lower chart) {
	if c.height <= high {
		return c, chart{}
	}
	at := high
	for moved := true; moved; {
		moved = false
		for _, s := range c.shapes {
			if from, to := extent(s); from < at && to > at && from > 0 {
				at, moved = from, true
			}
		}
	}
	upper, lower = chart{width: c.width, height: at}, chart{width: c.width, height: c.height - at}
	for _, s := range c.shapes {
		switch s := s.(type) {
		case path:
			upper.shapes = append(upper.shapes, s.between(0, at)...)
			lower.shapes = append(lower.shapes, s.between(at, c.height)...)
		case box:
			if s.y < at {
				upper.shapes = append(upper.shapes, s)
			} else {
				s.y -= at
				lower.shapes = append(lower.shapes, s)
			}
		case label:
			if s.y <= at {
				upper.shapes = append(upper.shapes, s)
			} else {
				s.y -= at
				lower.shapes = append(lower.shapes, s)
			}
		}
	}
	return upper, lower
}

// extent is from where to where a shape reaches that must not be torn; lines may be.
func extent(s shape) (from, to float64) {
	switch s := s.(type) {
	case box:
		return s.y, s.y + s.h
	case label:
		return s.y - s.size, s.y + s.size*0.3
	default:
		return 0, 0
	}
}

// between is the part of a line between two heights, seen from the upper one, if any of it is there.
func (p path) between(from, to float64) []shape {
	highest, lowest := p.points[0][1], p.points[0][1]
	cut := p
	cut.points = make([][2]float64, len(p.points))
	for n, at := range p.points {
		highest, lowest = min(highest, at[1]), max(lowest, at[1])
		cut.points[n] = [2]float64{at[0], min(max(at[1], from), to) - from}
	}
	if lowest < from || highest >= to {
		return nil
	}
	return []shape{cut}
}
