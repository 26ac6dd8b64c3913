package main

import (
	"errors"
	"fmt"
	"time"

	"fwptracker/internal/auth"
)

// singleSignOn is the way to the provider that the settings name; nil where they name none. The provider is not asked yet: it may be down.
func (c config) singleSignOn() (*auth.SingleSignOn, error) {
	switch {
	case c.OIDCIssuer == "" && c.OIDCClient == "":
		return nil, nil
	case c.OIDCIssuer == "":
		return nil, errors.New("FWP_OIDC_ISSUER is missing: the address of the provider of single sign-on")
	case c.OIDCClient == "":
		return nil, errors.New("FWP_OIDC_CLIENT is missing: the id by which the provider knows this service")
	case c.PublicURL == "":
		return nil, errors.New("FWP_PUBLIC_URL is missing: the provider of single sign-on sends people back there")
	}
	s, err := auth.NewSingleSignOn(auth.SingleSignOnConfig{Issuer: c.OIDCIssuer, ClientID: c.OIDCClient, ClientSecret: c.OIDCSecret,
		RedirectURL: c.PublicURL + "/sign-in/provider/back", Name: c.OIDCName, Now: time.Now})
	if err != nil {
		return nil, fmt.Errorf("FWP_OIDC_ISSUER: %w", err)
	}
	return s, nil
}
