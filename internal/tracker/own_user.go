package tracker

import (
	"context"

	"fwptracker/internal/workplan"
)

// EditMe changes the time zone of the person who asks, or whether they want digests, where the sender knows one of the versions. Who may: anyone
// signed in.
func (t *Tracker) EditMe(ctx context.Context, actor workplan.Actor, known []int64, edit func(*workplan.User) error) (UserReading, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (UserReading, error) {
		if err := c.actor.Must(workplan.KeepOwnMail, workplan.Object{}); err != nil {
			return UserReading{}, err
		}
		u, err := userWith(c.Tx, c.actor.Username)
		if err != nil {
			return u, err
		}
		if err := unchanged(u.Version, known, "user"); err != nil {
			return u, err
		}
		was := personOf(u.User)
		if err := edit(&u.User); err != nil {
			return u, err
		}
		if err := u.User.Faults().Err(); err != nil {
			return u, err
		}
		fields := workplan.Diff(was, personOf(u.User))
		if len(fields) == 0 {
			return u, nil
		}
		if err := c.ChangeUser(u.User, c.at); err != nil {
			return u, raced(err, "user")
		}
		c.log(event{action: "edit user", right: workplan.KeepOwnMail, what: userObject(u.Username), before: workplan.Only(was, fields), after: fields})
		return userWith(c.Tx, u.Username)
	})
}
