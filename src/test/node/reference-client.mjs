// The reference client against the connector: what it sees is printed, a JSON object a line, for the test that started it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

const [address, readerKey, responderKey] = process.argv.slice(2);
const tell = (what, seen) => console.log(JSON.stringify({ what, seen }));

async function connect(key, capabilities, prepare = () => {}) {
  const client = new Client({ name: 'reference', version: '1' }, { capabilities });
  prepare(client);
  await client.connect(new StreamableHTTPClientTransport(new URL(address), {
    requestInit: { headers: { Authorization: `Bearer ${key}` } },
  }));
  return client;
}

const call = (client, name, args) =>
  client.callTool({ name, arguments: { instance: 'main', ...args } });

const reader = await connect(readerKey, {}, (client) =>
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, (update) => tell('updated', update.params.uri)));
// The client reads the schemas of the answers here, and holds every later answer to them.
tell('tools', (await reader.listTools()).tools.map((tool) => tool.name));
tell('breach', await call(reader, 'darktrace-get-breach', { pbid: 95 }));
tell('devices', await call(reader, 'darktrace-list-devices', {}));
tell('refused', await call(reader, 'darktrace-create-manual-action', { did: 7, action: 'quarantine' }));

const containment = { did: 7, action: 'quarantine', duration: 300, reason: 'seen by the reference client' };
const answers = ['decline', 'accept'];
const responder = await connect(responderKey, { elicitation: { form: {} } }, (client) =>
  client.setRequestHandler(ElicitRequestSchema, (question) => {
    tell('asked', question.params);
    const action = answers.shift();
    return action === 'accept' ? { action, content: { proceed: true } } : { action };
  }));
await responder.listTools();
tell('declined', await call(responder, 'darktrace-create-manual-action', containment));
tell('contained', await call(responder, 'darktrace-create-manual-action', containment));
await responder.close();

tell('prompts', (await reader.listPrompts()).prompts.map((prompt) => prompt.name));
const incident = (await reader.listResources()).resources.find((resource) => resource.uri.endsWith('/3001'));
tell('incident', (await reader.readResource({ uri: incident.uri })).contents[0]);
await reader.subscribeResource({ uri: incident.uri });
tell('follows', incident.uri);
// The test ends this process when it has seen the update.
