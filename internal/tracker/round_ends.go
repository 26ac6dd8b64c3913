package tracker

import (
	"context"

	"fwptracker/internal/workplan"
)

// EndRound closes a running round early, or cancels a round that is not over. A round that was closed keeps what it found; one that was cancelled
// counts for nothing. Who may: as for [Tracker.CreateRound].
func (t *Tracker) EndRound(ctx context.Context, actor workplan.Actor, number int, in workplan.EndRound) (RoundReading, error) {
	return write(ctx, t, actor, ofRound(number), func(c *change) (RoundReading, error) {
		r, err := c.roundToRun(number, nil)
		if err != nil {
			return RoundReading{}, err
		}
		was := r
		if r.RoundEnd, err = r.End(in, c.at, c.today); err != nil {
			return RoundReading{}, err
		}
		return c.keepRound(map[workplan.RoundEnding]string{workplan.EndedEarly: "close", workplan.Cancelled: "cancel"}[in.Ending], was, r, c.today)
	})
}
