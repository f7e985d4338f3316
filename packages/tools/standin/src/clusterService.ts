import type { handleUnaryCall } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@eventstore/db-client/generated/serverfeatures_pb';
import type { Empty } from '@eventstore/db-client/generated/shared_pb';
import { endsOf, withFault } from './faultyCall';
import { uuidMessage } from './identifiers';
import type { Server } from './server';

const streamMethods = ['read', 'append', 'delete', 'tombstone', 'batchappend'];

/** Tells which methods the server has, by which the client picks how to append. */
export const handleSupportedMethods: handleUnaryCall<Empty, SupportedMethods> = (_, answer) => {
  const methods = streamMethods.map((method) =>
    new SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName(method),
  );
  answer(
    null,
    new SupportedMethods().setEventStoreServerVersion('23.10.6').setMethodsList(methods),
  );
};

/** Tells who is in the cluster: this node alone, its leader. */
export const handleGossip =
  (server: Server): handleUnaryCall<Empty, ClusterInfo> =>
  (call, answer) => {
    const ends = endsOf(server, call, answer);
    withFault(server, 'gossip', '', ends, () => () => {
      const member = new MemberInfo()
        .setInstanceId(uuidMessage('00000000-0000-4000-8000-000000000001', true))
        .setTimeStamp(String(server.nowMs() * 10_000))
        .setState(MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(server.port()));
      answer(null, new ClusterInfo().setMembersList([member]));
    });
  };
