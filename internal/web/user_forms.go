package web

import (
	"context"
	"net/http"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// userForm is the form of a user: a new one, with a first role, where User has no name.
type userForm struct {
	Form    sheet
	User    workplan.User
	Choices bindingChoices
	// Free says that the user can be entered without any role.
	Free  bool
	Zones []string
}

// newUser shows the form of a new user.
func (s *site) newUser(c *call) error {
	if !c.somewhere(workplan.KeepUsers) {
		return c.actor.Must(workplan.KeepUsers, workplan.Object{})
	}
	form := blank("from", string(s.today()), "role", strings.TrimSpace(c.QueryParam("role")+" "+c.QueryParam("body")))
	return c.showUserForm(http.StatusOK, userForm{Form: form})
}

// createUser enters a user, with a first role where one is chosen.
func (s *site) createUser(c *call) error {
	form := c.sent()
	return write(c, &form, func(ctx context.Context) (tracker.UserReading, error) {
		in := workplan.NewUser{Username: form.text("username"), Name: form.text("name"), Email: form.text("email"), TimeZone: form.text("time_zone")}
		if form.text("role") != "" {
			in.Bindings = []workplan.NewBinding{bindingIn(form)}
		}
		u, err := s.Tracker.CreateUser(ctx, c.actor, in)
		return u, placed(err, bindingField)
	}, func(u tracker.UserReading) string { return userPath(u.Username) + "?done=user" }, func(status int) error {
		return c.showUserForm(status, userForm{Form: form})
	})
}

// showUserEdit shows the form of a user who is there.
func (s *site) showUserEdit(c *call) error {
	u, err := c.editableUser()
	if err != nil {
		return err
	}
	return c.showUserForm(http.StatusOK, userForm{Form: editing(u.Version, "name", u.Name, "email", u.Email, "time_zone", u.TimeZone), User: u.User})
}

// editableUser is the user of the address; who could not give all their roles may not change them, and is refused.
func (c *call) editableUser() (tracker.UserReading, error) {
	u, err := c.site.Tracker.User(c.Request().Context(), c.actor, c.Param("user"))
	if err != nil {
		return u, err
	}
	return u, c.mayGiveAll(u)
}

// editUser changes who a user is.
func (s *site) editUser(c *call) error {
	form := c.sent()
	username := c.Param("user")
	return write(c, &form, func(ctx context.Context) (tracker.UserReading, error) {
		return s.Tracker.EditUser(ctx, c.actor, username, form.known(), func(u *workplan.User, _ *bool) error {
			u.Name, u.Email, u.TimeZone = form.text("name"), form.text("email"), form.text("time_zone")
			return nil
		})
	}, func(tracker.UserReading) string { return userPath(username) + "?done=kept" }, func(status int) error {
		u, err := s.Tracker.User(c.Request().Context(), c.actor, username)
		if err != nil {
			return err
		}
		form.caughtUp(u.Version)
		return c.showUserForm(status, userForm{Form: form, User: u.User})
	})
}

// disableUser keeps a user out, from the next request on.
func (s *site) disableUser(c *call) error { return c.setDisabled(true, "disabled") }

// enableUser lets a user in again.
func (s *site) enableUser(c *call) error { return c.setDisabled(false, "enabled") }

func (c *call) setDisabled(disable bool, done string) error {
	username := c.Param("user")
	form := c.sent()
	return removed(c, form, userPath(username)+"?done="+done, func(ctx context.Context) error {
		_, err := c.site.Tracker.EditUser(ctx, c.actor, username, nil, func(_ *workplan.User, disabled *bool) error {
			*disabled = disable
			return nil
		})
		return err
	})
}

func (c *call) showUserForm(status int, page userForm) error {
	names, err := c.names()
	if err != nil {
		return err
	}
	page.Choices, page.Free, page.Zones = c.bindingChoices(names), c.actor.Has(workplan.RoleAdmin, ""), zones
	return c.page(status, "user_form", page)
}
