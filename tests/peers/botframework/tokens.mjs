// Microsoft's library as the judge of tokens: those of a channel to a bot, and those that our server sends to a connector.
//   node tokens.mjs CASES.json
// CASES.json: {channelMetadata, entraMetadata, appId, inbound: [{name, authorization, activity}], outbound: [header]}
// Prints one JSON object: for each inbound case null or the error, for each outbound header the app that it speaks for.
import { readFileSync } from 'node:fs';
import connector from 'botframework-connector';

const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, JwtTokenValidation, PasswordServiceClientCredentialFactory } = connector;
const given = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const authentication = BotFrameworkAuthenticationFactory.create(
  'tests', true, 'https://login.microsoftonline.com/botframework.com', 'https://api.botframework.com', 'https://api.botframework.com', 'https://api.botframework.com',
  given.channelMetadata, given.entraMetadata, 'tests', new PasswordServiceClientCredentialFactory(given.appId, 'unused'), new AuthenticationConfiguration());

const inbound = {};
for (const { name, authorization, activity } of given.inbound) {
  try {
    await authentication.authenticateRequest(activity, authorization);
    inbound[name] = null;
  } catch (error) {
    inbound[name] = String(error?.message ?? error).slice(0, 120);
  }
}
const outbound = [];
for (const header of given.outbound) {
  const claims = await authentication.authenticateChannelRequest(header);
  outbound.push({ authenticated: claims.isAuthenticated, app: JwtTokenValidation.getAppIdFromClaims(claims.claims) });
}
console.log(JSON.stringify({ inbound, outbound }));
process.exit(0);
